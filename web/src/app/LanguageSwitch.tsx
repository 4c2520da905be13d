import { setLanguage, useLanguage } from './i18n.ts';
import { useAppStrings } from './strings.ts';

export function LanguageSwitch() {
  const language = useLanguage();
  const t = useAppStrings();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <button
      type="button"
      className="quiet"
      onClick={() => setLanguage(other)}
      aria-label={other === 'en' ? `${t('language')}：English` : `${t('language')}: 中文`}
    >
      {language === 'zh' ? <b>中</b> : '中'} / {language === 'en' ? <b>EN</b> : 'EN'}
    </button>
  );
}
