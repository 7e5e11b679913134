export default async function tearDown() {
  await globalThis.temporalServer?.stop();
}
