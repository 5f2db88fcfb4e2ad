/** Windows uses these names for devices. A file with such a name cannot be unpacked on Windows. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** A name for a file or folder from a word of ours or of a vendor: ASCII, without dots and slashes, and the same in every package. */
export function fileName(word: string): string {
  const safe = word
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  if (safe === '') return 'part';
  return devices.test(safe) ? `${safe}_` : safe;
}

/** Gives every word a unique name, also on file systems that ignore case. */
export function distinctNames(): (word: string) => string {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  return (word) => {
    const known = names.get(word);
    if (known !== undefined) return known;
    const wanted = fileName(word);
    let name = wanted;
    for (let n = 2; taken.has(name.toLowerCase()); n += 1) name = `${wanted}-${String(n)}`;
    taken.add(name.toLowerCase());
    names.set(word, name);
    return name;
  };
}
