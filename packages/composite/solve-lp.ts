/** The solver of linear programs (HiGHS). Loaded when it is asked for: it is large, and only benefit-of-doubt needs it. */
import highsModule from 'highs';
import type { LinearProgram, SolveLinearProgram } from './weights/benefit-of-doubt.ts';

// Its types describe the CommonJS build; the ES build that is loaded exports the loader itself.
const loadHighs = highsModule as unknown as typeof highsModule.default;

export async function openSolver(): Promise<SolveLinearProgram> {
  const highs = await loadHighs();
  return (program) => {
    const solution = highs.solve(write(program), { presolve: 'on' });
    if (solution.Status !== 'Optimal') return undefined;
    return program.objective.map((_, j) => {
      const column = solution.Columns[`x${j}`];
      return column && 'Primal' in column ? column.Primal : 0;
    });
  };
}

/** The program in the LP format, figures in full. */
function write({ objective, rows }: LinearProgram): string {
  const sum = (row: readonly number[]) => row.map((v, j) => `${v < 0 ? '-' : '+'} ${Math.abs(v)} x${j}`).join(' ');
  return [
    'Maximize',
    ` score: ${sum(objective)}`,
    'Subject To',
    ...rows.map(({ row, limit }, i) => ` c${i}: ${sum(row)} <= ${limit}`),
    'End',
  ].join('\n');
}
