import type { CallerView } from '../../../doors/http/operator-shapes.ts';
import { signOutAddress, type SignIn } from '../calls/sign-in.ts';
import { texts } from '../texts/texts.ts';

interface WhoProps {
  readonly caller: CallerView | null;
  readonly signIn: SignIn;
  /** Forgets the key; null when there is none. */
  readonly onLeave: (() => void) | null;
}

/** Shows who uses the page and with which roles, and the button to sign out or to forget the key. */
export function WhoIsCalling({ caller, signIn, onLeave }: WhoProps) {
  const { shell } = texts();
  const name = nameOf(caller, signIn);
  if (name === null) return null;
  const roles = caller?.roles ?? (signIn.state === 'in' ? signIn.roles : []);
  return (
    <span class="who">
      {name}
      {caller?.kind !== 'developer' &&
        ` (${roles.length === 0 ? shell.noRole : roles.join(', ')})`}{' '}
      {onLeave ? (
        <button type="button" class="link" onClick={onLeave}>
          {shell.leave}
        </button>
      ) : (
        signIn.state === 'in' && <a href={signOutAddress(window.location)}>{shell.signOut}</a>
      )}
    </span>
  );
}

/** A key has precedence over a sign-in, as in the API. */
function nameOf(caller: CallerView | null, signIn: SignIn): string | null {
  const { keyOf, developer } = texts().shell;
  if (caller?.kind === 'key') return keyOf(caller.id ?? '');
  if (caller?.kind === 'developer') return developer;
  return signIn.state === 'in' ? signIn.name : null;
}
