/** When records were last written to a file on this device, in ms; null when they never were. Kept by the export. */
export function lastExport(): number | null {
  try {
    return Number(localStorage.getItem("cliently-last-export")) || null;
  } catch {
    return null; // storage is switched off
  }
}
