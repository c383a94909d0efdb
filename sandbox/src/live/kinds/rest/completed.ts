/** Finishes the creation of an object, and deletes the object if this fails. @returns its id. */
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
