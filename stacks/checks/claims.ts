/** Names that only one declaration may have, each with the declaration that took it last. */
export class Claims {
  private readonly owners = new Map<string, string>();

  /**
   * Takes a name for a declaration.
   * @param kind Kind of what has the name, such as `namespace`.
   * @param owner The declaration in words, such as `team payments`.
   * @returns the declaration that took it before, if any.
   */
  public take(kind: string, name: string, owner: string): string | undefined {
    const key = `${kind} ${name}`;
    const before = this.owners.get(key);
    this.owners.set(key, owner);
    return before;
  }
}
