import { setLanguage, useLanguage } from './i18n.ts';

export function LanguageSwitch() {
  const language = useLanguage();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <button
      type="button"
      className="quiet"
      onClick={() => setLanguage(other)}
      title={other === 'en' ? 'English' : '中文'}
    >
      {language === 'zh' ? <b>中</b> : '中'} / {language === 'en' ? <b>EN</b> : 'EN'}
    </button>
  );
}
