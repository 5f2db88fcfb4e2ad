// Preloaded into every process the supervisor starts, third-party ones included: when the supervisor is killed, nothing stays behind.
// Loaded as `end-with-parent.mjs?after=MILLISECONDS`, so that those whom others write to can end after them.

const after = Number(new URL(import.meta.url).searchParams.get('after') ?? 0);
const patience = 5_000;

function end() {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), patience).unref();
  // Windows has no SIGTERM to send, but handlers for it exist in every process started here.
  if (!process.emit('SIGTERM')) process.exit(0);
}

if (process.channel) {
  process.once('disconnect', () => setTimeout(end, after));
  // Listening keeps the channel referenced, and a process that has closed everything else would never end.
  process.channel.unref();
}
