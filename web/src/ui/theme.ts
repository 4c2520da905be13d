import type { ThemeConfig } from 'antd';

/** The tokens of `tokens.css` for the few Ant Design parts in use: paper, ink, hairlines, no shadows but on overlays. */
export const theme: ThemeConfig = {
  token: {
    // Ant Design waits for the end of its animations before it places an overlay: where the style sheet cuts
    // animations short for people who asked for less motion, it must not start any.
    motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    colorPrimary: '#37735f',
    colorInfo: '#37735f',
    colorLink: '#37735f',
    colorError: '#b93526',
    colorWarning: '#8a5c0a',
    colorSuccess: '#37735f',
    colorText: '#1e2329',
    colorTextSecondary: '#5a6068',
    colorTextTertiary: '#666b72',
    colorTextPlaceholder: '#666b72',
    colorTextDisabled: '#6f6b60',
    colorBorder: '#cfc9b8',
    colorBorderSecondary: '#e3dfd3',
    colorBgContainer: '#fffefb',
    colorBgElevated: '#fffefb',
    colorBgLayout: '#fbfaf6',
    borderRadius: 3,
    borderRadiusLG: 4,
    borderRadiusSM: 2,
    fontSize: 14,
    fontFamily: 'var(--sans)',
    controlHeight: 32,
    colorBgMask: 'rgba(30, 35, 41, 0.28)',
    wireframe: false,
    boxShadow: '0 6px 24px rgba(30, 35, 41, 0.14)',
    boxShadowSecondary: '0 6px 24px rgba(30, 35, 41, 0.14)',
  },
  components: {
    Select: { optionSelectedBg: '#dce9e4', optionActiveBg: '#f4f2eb' },
    Segmented: { trackBg: '#f4f2eb', itemSelectedBg: '#fffefb', trackPadding: 2 },
  },
};
