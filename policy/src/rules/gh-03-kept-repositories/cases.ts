import type { Example } from "../example";

export const good: readonly Example[] = [
  { protect: true, props: { archiveOnDestroy: true } },
  { protect: true, props: { archiveOnDestroy: "true" } },
  { protect: true, props: { archiveOnDestroy: true, archived: false, visibility: "private" } },
  { protect: true, tier: "nonprod", props: { archiveOnDestroy: true } },
  { protect: true, tier: "sandbox", props: { archiveOnDestroy: true } },
];

export const bad: readonly Example[] = [
  { props: {} },
  { protect: true, props: {} },
  { protect: true, props: { archiveOnDestroy: false } },
  { protect: true, props: { archiveOnDestroy: "false" } },
  { protect: true, props: { archiveOnDestroy: null } },
  { protect: true, props: { archived: true } },
  { props: { archiveOnDestroy: true }, says: "options.protect: want true, given false" },
  { tier: "sandbox", props: { archiveOnDestroy: true } },
];
