const REQUIRED = 20;

const major = Number(process.versions.node.split('.')[0]);
if (major < REQUIRED) {
  console.error(
    'Fathom needs Node.js ' +
      REQUIRED +
      ' or later; this is ' +
      process.version +
      ' (' +
      process.execPath +
      ').',
  );
  process.exit(1);
}
