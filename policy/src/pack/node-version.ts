/** Imported before all else: what follows needs modules that an older Node.js does not have. */
const wanted = 24;
const { node } = process.versions;

if (Number(node.split(".")[0]) < wanted) {
  process.stderr.write(
    `@groundwork-iac/policy: Node.js: want ${wanted} or newer, got ${node}; https://nodejs.org/en/download\n`,
  );
  process.exit(1);
}
