/** The result of one check. `fix` says what to do about a bad result. */
export interface Finding {
  readonly ok: boolean;
  readonly what: string;
  readonly fix?: string;
}

export const good = (what: string): Finding => ({ ok: true, what });
export const bad = (what: string, fix: string): Finding => ({ ok: false, what, fix });
