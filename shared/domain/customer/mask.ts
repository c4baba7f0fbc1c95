/** What others may see of a name: 王小三 -> 王*三, 王三 -> 王*. */
export function maskName(name: string): string {
  const letters = [...name];
  const first = letters[0] ?? '';
  if (letters.length <= 1) return first === '' ? '' : '*';
  if (letters.length === 2) return `${first}*`;
  return `${first}${'*'.repeat(letters.length - 2)}${letters.at(-1)}`;
}

/** 13812348000 -> 138****8000; of another number only the last four digits. */
export function maskPhone(phone: string): string {
  if (phone.length >= 11) return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
  return phone.length > 4 ? `****${phone.slice(-4)}` : '****';
}

/** An address down to the village or street, the rest hidden: 青山镇李家村3组12号 -> 青山镇李家村****. */
export function maskAddress(address: string): string {
  if (address === '') return '';
  const village = /^.*?(?:村|社区|居委会|屯)/.exec(address)?.[0];
  // 景德镇市 is a city, not a township.
  const place = village ?? /^.*?(?:镇(?!市)|乡|街道|苏木)/.exec(address)?.[0];
  const shown = place ?? [...address].slice(0, 3).join('');
  return shown.length < address.length ? `${shown}****` : shown;
}
