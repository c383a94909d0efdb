// Prints the seconds of CPU that a policy pack takes until it serves. `node boot.cjs <pack>` counts from
// the pack's first line; `node -r boot.cjs <runner> <engine> <pack>` the whole process that the engine
// starts.
const isAlone = process.argv[1] === __filename;
const before = isAlone ? process.cpuUsage() : undefined;

// A pack writes one line, the port that it serves at.
console.log = () => {
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(`${(user + system) / 1e6}\n`, () => process.exit());
};
if (isAlone) {
  process.chdir(process.argv[2]);
  require(process.argv[2]);
}
