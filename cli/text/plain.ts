const controls = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A text of the service, made safe for a terminal: control characters and marks of direction are replaced. */
export function plain(text: string): string {
  return text.replace(controls, '�');
}

/** A time as people read it: `2026-11-27 23:50`, in UTC. */
export function shortTime(time: string): string {
  return plain(time).slice(0, 16).replace('T', ' ');
}
