import { signOutAddress, type SignIn } from './sign-in.ts';

/** Who uses the page, with which roles, and the way out. Nothing for a caller with a key. */
export function WhoIsSignedIn({ signIn }: { readonly signIn: SignIn }) {
  if (signIn.state !== 'in') return null;
  const { name, roles } = signIn;
  return (
    <span class="who">
      {name} ({roles.length === 0 ? 'no role' : roles.join(', ')}){' '}
      <a href={signOutAddress(window.location)}>Sign out</a>
    </span>
  );
}
