/** Hands the person a file of these words. */
export function saveFile(words: string, name: string, type = "text/plain;charset=utf-8"): void {
  const url = URL.createObjectURL(new Blob([words], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the browser reads it after the click
}
