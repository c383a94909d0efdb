import { join } from "node:path";

import { escaped, type Issue, issueText } from "../../components/lib/arg-issue";

export { demandText, escaped, type IssueKind, issueText } from "../../components/lib/arg-issue";

/** A fault at one place of a file that people write. It becomes a sentence only when printed. */
export interface Problem extends Issue {
  /** The file, or the folder of files. */
  readonly file: string;
}

/** A problem without its file, which who finds it may not know. */
export type FileProblem = Omit<Problem, "file">;

/** A problem with its file as seen from where the folder is seen from. */
export const inFolder = (folder: string, problem: Problem): Problem => ({
  ...problem,
  file: join(folder, problem.file),
});

/** A problem for people, in one line. */
export const problemText = ({ file, ...issue }: Problem): string =>
  `${escaped(file)}: ${issueText(issue)}`;

/** A problem for people where its file is already named. */
export const problemInFile = (problem: FileProblem): string => issueText(problem);

/** Every problem that was found, for people a line each. */
export class ProblemsError extends Error {
  public constructor(
    title: string,
    public readonly problems: readonly Problem[],
    show: (problem: Problem) => string = problemText,
  ) {
    super([title, ...problems.map((problem) => `  - ${show(problem)}`)].join("\n"));
  }
}

/** Whether networks overlap, or lie outside what they are to be cut from. */
export const isOfRanges = ({ kind }: Problem): boolean => kind === "overlap" || kind === "outside";
