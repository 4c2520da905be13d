import type { TransitionRule } from '../../../packages/contract/index.ts';
import type { AnyLifecycle } from './take-step.ts';

/** A lifecycle as a section of Markdown: its diagram (Mermaid), and who may take which step with what. */
export function drawLifecycle(rule: AnyLifecycle): string {
  const transitions = Object.entries(rule.transitions as Record<string, TransitionRule<string, string>>);
  const states = Object.entries(rule.states as Record<string, { zh: string; en: string; ends?: true }>);
  const arrows = transitions.flatMap(([, step]) =>
    step.to === null ? [] : step.from.map((from) => `  ${from} --> ${step.to}: ${step.zh}`),
  );
  const by = (step: TransitionRule<string, string>) =>
    step.by.length === 0
      ? '程序 / the program'
      : `${step.by.map((part) => rule.parts[part]!.zh).join('、')}${step.fourEyes ? `（另一人 / not who took: ${step.fourEyes.join(', ')}）` : ''}`;
  return [
    `## ${rule.zh} · ${rule.en}`,
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...states.map(([id, state]) => `  state "${state.zh}" as ${id}`),
    `  [*] --> ${rule.initial}`,
    ...arrows,
    ...states.filter(([, state]) => state.ends).map(([id]) => `  ${id} --> [*]`),
    '```',
    '',
    '| step | 办理 | by | from | to | comment | deadline |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...transitions.map(([id, step]) =>
      [
        '',
        id,
        step.zh,
        by(step),
        step.from.map((state) => rule.states[state]!.zh).join('、'),
        step.to === null ? '—' : rule.states[step.to]!.zh,
        step.comment ?? '',
        step.due ?? '',
        '',
      ]
        .join(' | ')
        .trim(),
    ),
    '',
  ].join('\n');
}
