/** Jest's globalTeardown of the project "browser". */
export default async function teardown() {
  await globalThis.phoneBrowser?.close();
}
