/** Why a test lowers a rule, as a file of settings has it, in force on this day. */
export function grantedToday(days = { before: 1, after: 1 }) {
  const day = (offset: number) =>
    new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  return {
    reason: "what the test is about needs it lowered",
    owner: "ada",
    ticket: "https://tickets.example.com/PLAT-7",
    since: day(-days.before),
    expires: day(days.after),
  };
}
