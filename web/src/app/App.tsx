import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App as AntdApp, ConfigProvider } from 'antd';
import type { Locale } from 'antd/es/locale/index.js';
import zhCN from 'antd/es/locale/zh_CN.js';
import { theme } from '../ui/theme.ts';
import { ApiFailure } from './http.ts';
import { useLanguage } from './i18n.ts';
import { router } from './router.tsx';

// The types of this file describe its CommonJS twin; the bundle takes the module itself.
const chinese = zhCN as unknown as Locale;

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      // A session that ended elsewhere: ask again who we are, and the shell leads to sign-in.
      if (error instanceof ApiFailure && error.status === 401)
        void queries.invalidateQueries({ queryKey: ['session'] });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 1 && error instanceof ApiFailure && (error.status === 0 || error.status >= 502),
    },
  },
});

export function App() {
  const language = useLanguage();
  return (
    <ConfigProvider
      // Inside the main landmark, where a screen reader looks for what a control of the page opens.
      getPopupContainer={() => document.getElementById('content') ?? document.body}
      theme={theme}
      locale={language === 'zh' ? chinese : undefined}
      button={{ autoInsertSpace: false }}
    >
      <AntdApp component={false} message={{ top: 12 }}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AntdApp>
    </ConfigProvider>
  );
}
