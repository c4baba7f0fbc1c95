/** Text as base64 of its UTF-8 bytes, as files are handed over. */
export function textInBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
