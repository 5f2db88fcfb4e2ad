const { default: Sequencer } = require('@jest/test-sequencer');

// They wait for processes and timers as much as they work: begun first, everything else goes on beside them.
const long = /[\\/](?:story|conformance|dashboard|house)[\\/][^\\/]+\.test\.ts$/;

/** Jest's order, long tests first: by itself it knows how long each takes only from the second run on a machine. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const usual = super.sort(tests);
    return [...usual].sort((a, b) => Number(long.test(b.path)) - Number(long.test(a.path)));
  }
};
