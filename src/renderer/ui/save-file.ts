/** Gives the person a file, as the browser does with any download. */
export function saveFile(name: string, content: string | Uint8Array<ArrayBuffer>, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** The same with a text. */
export const saveText = (name: string, text: string): void => saveFile(name, text, 'text/plain');
