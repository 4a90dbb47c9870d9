const Sequencer = require("@jest/test-sequencer").default;

/** Files that take minutes though they are short: without a cache of earlier runs, Jest would take them last, one core idle. */
const long = ["test/timebank/schedules.test.ts", "test/fit/fit.test.ts", "test/fit/timebank.test.ts"];
const isLong = ({ path }) => long.some((file) => path.endsWith(file));

module.exports = class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
};
