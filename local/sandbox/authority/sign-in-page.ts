import type { Answer } from '../http/call.ts';
import { escapedHtml } from './escaped-html.ts';
import { staff, type Colleague } from './staff.ts';

export interface SignInPage {
  /** The query that the form sends again. */
  readonly query: string;
  readonly message: string;
  /** Fields before those of every sign-in, and buttons after its button, as HTML. */
  readonly fields?: string;
  readonly buttons?: string;
}

/** The form in which an invented colleague signs in. */
export function signInPage({ query, message, fields = '', buttons = '' }: SignInPage): Answer {
  const body = `<!doctype html><html lang="en"><title>Sign in to the sandbox</title>
<h1>Sign in</h1><p>Invented people: ${staff.map(({ name }) => name).join(', ')}. The password is <code>sandbox-</code> and the name.</p>
<p role="alert">${escapedHtml(message)}</p>
<form method="post" action="?${escapedHtml(query)}">${fields}
<p><label>User name <input name="username" autocomplete="username" required></label></p>
<p><label>Password <input name="password" type="password" autocomplete="current-password" required></label></p>
<button>Sign in</button>${buttons}</form></html>`;
  return htmlAnswer(body);
}

export const htmlAnswer = (body: string): Answer => ({
  status: 200,
  headers: { 'Content-Type': 'text/html; charset=utf-8' },
  body,
});

/** @returns undefined when the user name or the password is wrong */
export function colleagueOf(form: URLSearchParams): Colleague | undefined {
  const given = form.get('username')?.trim().toLowerCase();
  const colleague = staff.find(({ name, username }) => given === name || given === username);
  return form.get('password') === colleague?.password ? colleague : undefined;
}

export const wrongPassword = 'Your account or password is incorrect.';
