import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';

export type Language = 'zh' | 'en';
const storageKey = 'zhimai.language';

function firstLanguage(): Language {
  try {
    const kept = localStorage.getItem(storageKey);
    if (kept === 'zh' || kept === 'en') return kept;
  } catch {
    // A browser that forbids storage starts in Chinese each time.
  }
  return 'zh';
}

function mark(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

export const i18n = i18next.createInstance();

export function startI18n(): void {
  const lng = firstLanguage();
  mark(lng);
  void i18n.use(initReactI18next).init({
    lng,
    fallbackLng: 'zh',
    resources: {},
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    showSupportNotice: false,
  } as Parameters<typeof i18n.init>[0]);
}

export function setLanguage(language: Language): void {
  mark(language);
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Kept for this visit only.
  }
  void i18n.changeLanguage(language);
}

export function useLanguage(): Language {
  return useTranslation().i18n.language === 'en' ? 'en' : 'zh';
}

type Vars = Record<string, string | number>;
export type Translate<K extends string> = (key: K, vars?: Vars) => string;

/** A room's words in both languages; English must have every key that Chinese has. */
export function defineStrings<T extends Record<string, string>>(room: string, zh: T, en: Record<keyof T, string>) {
  const add = () => {
    i18n.addResourceBundle('zh', room, zh, true, true);
    i18n.addResourceBundle('en', room, en, true, true);
  };
  if (i18n.isInitialized) add();
  else i18n.on('initialized', add);
  return function useStrings(): Translate<keyof T & string> {
    const { t } = useTranslation(room);
    return (key, vars) => (t as unknown as (k: string, v?: Vars) => string)(key, vars);
  };
}

/** Chooses the text of the current language where the server sends both. */
export function usePick(): (text: { zh: string; en: string | null }) => string {
  const language = useLanguage();
  return (text) => (language === 'en' && text.en ? text.en : text.zh);
}

/** Name of a region, plan or organization in the current language. */
export function useName(): (named: { name: string; nameEn?: string | null }) => string {
  const language = useLanguage();
  return (named) => (language === 'en' && named.nameEn ? named.nameEn : named.name);
}
