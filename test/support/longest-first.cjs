const { default: Sequencer } = require('@jest/test-sequencer');

// These tests mostly wait for processes and timers. They start first, so that all other tests run beside them.
const long = /(?:[\\/](?:story|conformance|dashboard|house)[\\/][^\\/]+|flow-model)\.test\.ts$/;

/** Jest's order, with long tests first. Jest itself knows the durations only from the second run on a machine. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const usual = super.sort(tests);
    return [...usual].sort((a, b) => Number(long.test(b.path)) - Number(long.test(a.path)));
  }
};
