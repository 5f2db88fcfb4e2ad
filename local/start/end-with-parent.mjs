// Preloaded into every process of the supervisor, also into Azurite: it ends the process when the supervisor is killed.
// Loaded as `end-with-parent.mjs?after=MILLISECONDS`, so that storage can end after the processes that write to it.

const after = Number(new URL(import.meta.url).searchParams.get('after') ?? 0);
const patienceMs = 5_000;

function end() {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), patienceMs).unref();
  // Windows cannot send SIGTERM, but every process started here has a handler for it.
  if (!process.emit('SIGTERM')) process.exit(0);
}

if (process.channel) {
  process.once('disconnect', () => setTimeout(end, after));
  // The listener keeps the channel referenced. Without `unref` a finished process would never end.
  process.channel.unref();
}
