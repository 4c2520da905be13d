/** What is wrong with a draft, found in the browser by the science that will run it: told while it is typed. */
import {
  type CompositeError,
  checkModel,
  readFactors,
  readModel,
  schemeTree,
} from '../../../../../packages/composite/index.ts';
import type { SchemeContent, SchemeProblem } from '../../../app/contract.ts';

export function checkContent(content: SchemeContent, known: ReadonlySet<string> | undefined): SchemeProblem[] {
  const problems: SchemeProblem[] = [];
  const attempt = <T>(what: () => T): T | undefined => {
    try {
      return what();
    } catch (error) {
      const { node, zh, en } = error as CompositeError;
      if (zh === undefined) throw error;
      if (!problems.some((own) => own.message.zh === zh)) problems.push({ node: node ?? null, message: { zh, en } });
      return undefined;
    }
  };
  const tree = attempt(() => schemeTree(content.nodes));
  const model = attempt(() => readModel(content.steps));
  const factors = attempt(() => readFactors(content.uncertainty.factors));
  if (tree && model) attempt(() => checkModel(tree, model, factors ?? []));
  if (known) {
    const context = new Set(content.context.map(({ id }) => id));
    for (const { code, indicator, denominator } of content.nodes)
      for (const id of [indicator, denominator])
        if (id !== undefined && !known.has(id) && !context.has(id))
          problems.push({
            node: code,
            message: { zh: `${code}：没有编号为 ${id} 的指标`, en: `${code}: there is no indicator ${id}` },
          });
  }
  return problems;
}
