import "badgepack/react"; // badgepack/elements, and their types for TSX
import { useState } from "react";
import { createRoot } from "react-dom/client";

function Badges() {
  const [saved, setSaved] = useState<number>();
  return saved ? <p>{saved} badges and records are in your Downloads.</p> : <badge-export portals={portals} save-to="download" onbadgepack-done={({ detail }) => setSaved(detail.summary.exported)} />;
}
const portals = [{ name: "Our badges", url: "https://badges.example.org" }];
createRoot(document.getElementById("root")!).render(<Badges />);
