import type { Preview } from "../../badgepack.js";

/** Puts the first rows into the clipboard, as spreadsheets take them: cells apart by tabs, quoted where that is needed. Returns how many. */
export async function copyRows({ columns, rows }: Preview): Promise<number> {
  const cell = (text: string): string => (/["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  await navigator.clipboard.writeText([columns, ...rows].map((row) => row.map(cell).join("\t")).join("\r\n"));
  return rows.length;
}
