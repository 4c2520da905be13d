import { defineStrings } from '../../app/i18n.ts';

export const useSignInStrings = defineStrings(
  'sign-in',
  {
    title: '登录质脉',
    lead: '以规划为据，以记录为凭。',
    userName: '用户名',
    password: '密码',
    submit: '登录',
    busy: '正在登录…',
    show: '显示密码',
    public: '不登录，查看公开版',
    demo: '演示环境：演示账户与密码打印在启动它的终端里。',
    locked: '解锁时间：{{time}}。如需提前解锁，请联系管理员。',
    required: '请填写用户名和密码。',
  },
  {
    title: 'Sign in to Zhimai',
    lead: 'From the plan, by the record.',
    userName: 'User name',
    password: 'Password',
    submit: 'Sign in',
    busy: 'Signing in…',
    show: 'Show password',
    public: 'Read the public face without signing in',
    demo: 'Demo: the demo accounts and their passwords are printed in the terminal that started it.',
    locked: 'Unlocks at {{time}}. To unlock earlier, ask an administrator.',
    required: 'Please fill in user name and password.',
  },
);
