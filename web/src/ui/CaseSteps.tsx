import './case.css';
import type { CaseView } from '../app/contract.ts';
import { useName, usePick } from '../app/i18n.ts';
import { useCaseStrings } from './case-strings.ts';
import { formatInstant } from './format.ts';

/** The usual way of a case and where it stands; a state beside that way is named behind it. */
export function StepBar({ view }: { view: CaseView }) {
  const t = useCaseStrings();
  const pick = usePick();
  const onPath = view.path.some((step) => step.id === view.state.id);
  const place = view.path.findIndex((step) => step.id === view.state.id);
  const last = view.steps[0];
  return (
    <ol className="step-bar" aria-label={t('steps')}>
      {view.path.map((step, index) => (
        <li
          key={step.id}
          className={step.id === view.state.id ? 'here' : step.at && (!onPath || index < place) ? 'passed' : undefined}
          aria-current={step.id === view.state.id ? 'step' : undefined}
        >
          {pick(step)}
          {step.at && <time dateTime={step.at}>{formatInstant(step.at).slice(0, 10)}</time>}
        </li>
      ))}
      {!onPath && (
        <li className="here" aria-current="step">
          {pick(view.state)}
          {last && <time dateTime={last.at}>{formatInstant(last.at).slice(0, 10)}</time>}
        </li>
      )}
    </ol>
  );
}

/** Who did what, newest first, with their words. */
export function CaseHistory({ view }: { view: CaseView }) {
  const t = useCaseStrings();
  const pick = usePick();
  const name = useName();
  return (
    <section className="section">
      <h2>{t('history')}</h2>
      <ol className="history">
        {view.steps.map((step, index) => {
          const before = view.steps[index + 1]?.dueOn ?? null;
          return (
            <li key={step.id}>
              <div className="spread">
                <span className="strong">{pick(step.action)}</span>
                <time className="cap" dateTime={step.at}>
                  {formatInstant(step.at)}
                </time>
              </div>
              <span className="cap">
                {step.actor.startsWith('system') ? t('byProgram') : step.actor}
                {step.organization ? ` · ${name(step.organization)}` : ''}
                {step.dueOn && step.dueOn !== before ? ` · ${t('due')} ${step.dueOn}` : ''}
              </span>
              {step.comment && <blockquote>{step.comment}</blockquote>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
