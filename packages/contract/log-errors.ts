/** Codes of the transparency log, for the catalogue in `errors.ts`. */
export const logErrors = {
  'log.key-missing': {
    status: 500,
    zh: '存证日志的密钥不在 {folder}，日志暂停续写。请放回密钥文件；确已丢失的，用 ./zhimai log renew 以新密钥续立日志',
    en: 'The keys of the log are not in {folder}: it does not go on. Put the key file back; if it is lost, ./zhimai log renew goes on under new keys',
  },
  'log.key-unreadable': {
    status: 500,
    zh: '存证日志的密钥文件 {file} 读不出来：{reason}',
    en: 'The key file {file} of the log cannot be read: {reason}',
  },
  'log.other-key': {
    status: 500,
    zh: '数据库中的存证日志 {origin} 用的是另一组密钥，不是 {folder} 中的；请放回原密钥，或用 ./zhimai log renew 续立日志',
    en: 'The log {origin} in the database has other keys than those in {folder}: put its keys back, or go on with ./zhimai log renew',
  },
  'log.behind': {
    status: 500,
    zh: '存证日志曾签发到 {signed} 条，数据库只有 {size} 条（可能恢复了旧备份），为免分叉已停止续写。请恢复更新的备份，或用 ./zhimai log renew 续立日志',
    en: 'The log was signed up to {signed} entries, and the database has {size} (an older back-up?): it stops rather than fork. Restore a newer back-up, or go on with ./zhimai log renew',
  },
  'log.forked': {
    status: 500,
    zh: '存证日志在 {size} 条处与已签发的不一致，已停止续写。请用 ./zhimai log check 查明，并恢复备份',
    en: 'The log differs at {size} entries from what was signed: it stops. Find out with ./zhimai log check, and restore a back-up',
  },
  'log.busy': {
    status: 409,
    zh: '另一个程序正在续写存证日志，请稍后再试',
    en: 'Another program is writing the log: try again shortly',
  },
  'log.waiting': {
    status: 404,
    zh: '第 {index} 条尚未编入存证日志',
    en: 'Entry {index} is not in the log yet',
  },
  'log.origin': {
    status: 400,
    zh: '“{origin}”不能用作日志名：不含空格与加号，形如 example.cn/log',
    en: '“{origin}” is no name of a log: no spaces and no plus, as in example.cn/log',
  },
} as const;
