"use client";
import "badgepack/react";
import { useState, useSyncExternalStore } from "react";

const never = () => () => {};

export function Badges({ portal }: { portal: string }) {
  const inBrowser = useSyncExternalStore(never, () => true, () => false);
  const [saved, setSaved] = useState<number>();
  if (!inBrowser) return null;
  return saved ? <p>{saved} badges and records saved.</p> : <badge-export portals={[{ name: "Our badges", url: portal }]} save-to="download" onbadgepack-done={({ detail }) => setSaved(detail.summary.exported)} />;
}
