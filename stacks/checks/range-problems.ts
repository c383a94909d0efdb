/** How the checks of an organisation say that a range overlaps another, or lies outside its pool. */
const wants = [
  "a range that no other environment has",
  "a range that no other network has",
  "a range that no other covers",
  "a range inside ",
  "a range outside ",
  "a range beside that of services",
  "a subnet inside its VPC's ranges that no other has",
];

/** Whether a problem of an organisation is that networks overlap or lie outside their pool. */
export const isOfRanges = (problem: string) =>
  wants.some((want) => problem.includes(`: want ${want}`));
