/** What is wrong with a query itself, before anything is asked: the words for it are in `errorText`. */
export type QueryProblem =
  | { readonly code: 'no-label'; readonly text: string }
  | { readonly code: 'no-label-name' }
  | { readonly code: 'too-many-combinations'; readonly max: number }
  | { readonly code: 'one-value'; readonly name: string; readonly values: readonly string[] }
  | {
      readonly code: 'no-number';
      readonly name: string;
      readonly text: string;
      readonly min: number;
      readonly max: number;
    }
  | { readonly code: 'no-choice'; readonly name: string; readonly text: string; readonly choices: readonly string[] };

export class QueryError extends Error {
  readonly problem: QueryProblem;

  constructor(problem: QueryProblem) {
    super(problem.code);
    this.name = 'QueryError';
    this.problem = problem;
  }
}
