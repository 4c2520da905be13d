import { defineStrings } from '../app/i18n.ts';

const useStrings = defineStrings(
  'simulated',
  {
    mark: '模拟数据',
    title: '由程序生成的数，不反映任何地区的真实情况',
    banner: '本站为演示环境。带“模拟数据”标记的数由程序生成，不反映任何地区的真实情况。',
  },
  {
    mark: 'Simulated',
    title: 'Made by a program; says nothing about any real region',
    banner: 'This is a demo. Figures marked “Simulated” were made by a program and say nothing about any real region.',
  },
);

/** Stands beside every value that was made up, or computed from what was. Words, so that no meaning hangs on colour. */
export function SimulatedMark({ when = true }: { when?: boolean | undefined }) {
  const t = useStrings();
  if (!when) return null;
  return (
    <span className="tag simulated" title={t('title')}>
      {t('mark')}
    </span>
  );
}

/** One line on top of every public page of a demo. */
export function SimulatedBanner() {
  const t = useStrings();
  return (
    <p className="simulated-banner" role="note">
      {t('banner')}
    </p>
  );
}
