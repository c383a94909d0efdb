/** Does the rest of making a thing, and takes the thing away again when that fails. @returns its id. */
export async function completed(
  id: string,
  rest: () => Promise<unknown>,
  undo: () => Promise<void>,
): Promise<string> {
  try {
    await rest();
    return id;
  } catch (error) {
    await undo().catch(() => undefined);
    throw error;
  }
}
