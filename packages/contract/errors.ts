import { describeField } from './field-labels.ts';
import { logErrors } from './log-errors.ts';

/**
 * The one error catalogue: every code has a status, a Chinese and an English message.
 * `{name}` in a message is filled from the details of the error.
 * HTTP and the command line map codes here and nowhere else.
 */
export const errorCatalogue = {
  'auth.required': { status: 401, zh: '请先登录', en: 'Please sign in first' },
  'trace.document': { status: 422, zh: '{file}：{problem}', en: '{file}: {problem}' },
  'auth.wrong': { status: 401, zh: '用户名或密码不正确', en: 'User name or password is not correct' },
  'auth.locked': {
    status: 423,
    zh: '连续输错次数过多，账户已锁定至 {until}',
    en: 'Too many wrong attempts; the account is locked until {until}',
  },
  'auth.no-post': {
    status: 403,
    zh: '{day} 没有有效岗位：岗位尚未开始或已经结束。请联系本地区管理员',
    en: 'No post is valid on {day}: none has begun, or all have ended. Ask the administrator of your region',
  },
  'auth.change-password': {
    status: 403,
    zh: '这是别人给您的密码，请先改成自己的',
    en: 'This password was given to you: set one of your own first',
  },
  'auth.same-password': {
    status: 422,
    zh: '新密码不能与原密码相同',
    en: 'The new password differs from the present one',
  },
  'auth.weak-password': {
    status: 422,
    zh: '密码至少 {min} 位，且不能与用户名相同',
    en: 'A password has at least {min} characters and differs from the user name',
  },
  'auth.origin': {
    status: 403,
    zh: '请求来自其他网站，已拒绝',
    en: 'The request came from another site and was refused',
  },
  'scope.denied': { status: 403, zh: '您没有“{permission}”权限', en: 'You do not have the permission “{permission}”' },
  'scope.outside': {
    status: 403,
    zh: '{region} 不在您的管辖范围内',
    en: '{region} lies outside the regions you act for',
  },
  'not-found': { status: 404, zh: '没有找到：{what}', en: 'Not found: {what}' },
  'input.invalid': { status: 422, zh: '输入有误：{field}：{problem}', en: 'Invalid input: {field}: {problem}' },
  'input.rows': { status: 422, zh: '文件中有 {count} 处错误', en: 'The file has {count} errors' },
  'input.rows-first': {
    status: 422,
    zh: '文件中有 {count} 处错误，未写入任何数据。第 {row} 行：{problem}',
    en: 'The file has {count} errors; nothing was written. Row {row}: {problem}',
  },
  'index.changed': {
    status: 409,
    zh: '{who} 已于 {at} 修改了这个方案；您的修改没有保存，请重新载入后再改',
    en: '{who} changed this scheme at {at}; your changes were not saved: reload and make them again',
  },
  'index.not-draft': { status: 409, zh: '只有编制中的版本可以修改', en: 'Only a draft can be changed' },
  'index.draft-open': { status: 409, zh: '这个方案已有一个编制中的版本', en: 'This scheme has a draft already' },
  'index.problems': { status: 422, zh: '方案还有问题：{problem}', en: 'The scheme has problems: {problem}' },
  'index.no-values': {
    status: 422,
    zh: '{year} 年没有任何{level}的数值',
    en: 'There are no values of any {level} in {year}',
  },
  'index.not-adopted': {
    status: 409,
    zh: '正式测算须用已采用的版本；编制中的版本可以试算',
    en: 'An official run needs an adopted version; a draft can be tried',
  },
  'index.not-official': { status: 409, zh: '试算结果不能公布', en: 'A trial run is not published' },
  'index.simulated': {
    status: 422,
    zh: '结果含模拟数据，不能公布',
    en: 'The result rests on simulated data and cannot be published',
  },
  'index.unpublished': {
    status: 422,
    zh: '结果用到 {count} 个未公开的观测值（如 {first}），公布指数会一并公开它们；请先公布这些观测值，再重新测算',
    en: 'The result uses {count} observations that are not public (such as {first}), which publishing the index would disclose: publish them first, then run again',
  },
  'index.samples': {
    status: 422,
    zh: '正式测算至少抽样 {least} 次，方案现为 {given} 次',
    en: 'An official run takes at least {least} samples; the scheme says {given}',
  },
  'index.published': { status: 409, zh: '该结果已经公布或撤回', en: 'This result was published or withdrawn already' },
  'index.own-run': {
    status: 403,
    zh: '公布须由测算人以外的另一人办理',
    en: 'Somebody other than whoever ran it must publish it',
  },
  'index.scheme-exists': { status: 409, zh: '方案编号 {id} 已被使用', en: 'The scheme code {id} is taken' },
  'index.other-scheme': {
    status: 422,
    zh: '只能比较同一方案、同一级别的结果',
    en: 'Only results of one scheme and level compare',
  },
  'round.closed': { status: 409, zh: '这一轮已经结束', en: 'This round is closed' },
  'round.not-invited': { status: 403, zh: '您没有受邀参加这一轮', en: 'You are not invited to this round' },
  'round.recused': { status: 409, zh: '您已回避这一轮', en: 'You have recused yourself from this round' },
  'round.no-answers': {
    status: 409,
    zh: '还没有人作答，不能结束',
    en: 'Nobody has answered: the round cannot be closed',
  },
  'round.answer': { status: 422, zh: '{node}：{problem}', en: '{node}: {problem}' },
  'input.index': { status: 422, zh: '指数无法计算：{problem}', en: 'The index cannot be computed: {problem}' },
  'input.too-large': {
    status: 413,
    zh: '文件过大：{file}，上限 {limitMb} MB',
    en: 'The file is too large: {file}, the limit is {limitMb} MB',
  },
  'input.no-file': { status: 422, zh: '请选择一个文件', en: 'Please choose a file' },
  'file.empty': { status: 422, zh: '文件是空的：{file}', en: 'The file is empty: {file}' },
  'file.unsupported': {
    status: 415,
    zh: '不能读取 {file}：{reason}',
    en: '{file} cannot be read: {reason}',
  },
  'file.damaged': { status: 422, zh: '文件已损坏：{file}：{reason}', en: 'The file is damaged: {file}: {reason}' },
  'file.duplicate': {
    status: 409,
    zh: '同一文件已经导入过：{title}',
    en: 'The same file has been imported already: {title}',
  },
  'file.missing': {
    status: 404,
    zh: '原文件不在登记的位置：{file}。请用 --documents 重新登记',
    en: 'The source file is not where it was linked: {file}. Link it again with --documents',
  },
  conflict: {
    status: 409,
    zh: '数据已被他人修改，请刷新后重试',
    en: 'Somebody else changed this; reload and try again',
  },
  'step.changed': {
    status: 409,
    zh: '{who} 已于 {at} 将其改为“{state}”，请看过最新情况再办理',
    en: '{who} changed this to “{state}” at {at}; look at it again before you act',
  },
  'step.not-now': {
    status: 409,
    zh: '“{state}”状态下不能“{action}”',
    en: '“{action}” is not possible while the state is “{state}”',
  },
  'step.not-yours': {
    status: 403,
    zh: '“{action}”只能由{by}办理',
    en: 'Only {by} can do “{action}”',
  },
  'step.four-eyes': {
    status: 403,
    zh: '{at} 由您本人“{before}”，“{action}”须由另一人办理：请交办单位的其他人员审核',
    en: 'You took the step “{before}” yourself at {at}: “{action}” is for somebody else of the issuing unit',
  },
  'step.comment': { status: 422, zh: '“{action}”须写明意见', en: '“{action}” needs a comment' },
  'step.due': { status: 422, zh: '“{action}”须给出新的期限', en: '“{action}” needs a new deadline' },
  'deadline.holiday': {
    status: 422,
    zh: '{day} 不是工作日，期限可定为其后的 {next}',
    en: '{day} is not a working day; the next one is {next}',
  },
  'deadline.past': {
    status: 422,
    zh: '期限 {day} 早于今天 {today}',
    en: 'The deadline {day} is before today, {today}',
  },
  'review.changed': {
    status: 409,
    zh: '{who} 已于 {at} 改动“{title}”，请看过最新情况再决定',
    en: '{who} changed “{title}” at {at}; look at it again before you decide',
  },
  'review.open': {
    status: 409,
    zh: '尚有 {items} 项待定、{findings} 处疑点待答复，不能确认核读完成',
    en: '{items} items are undecided and {findings} findings unanswered: the check is not done',
  },
  'adopt.incomplete': { status: 409, zh: '还不能采纳：{missing}', en: 'Not ready for adoption: {missing}' },
  'adopt.done': {
    status: 409,
    zh: '这份文件已采纳为规划“{title}”',
    en: 'This document was adopted as the plan “{title}” already',
  },
  'adopt.duplicate': {
    status: 409,
    zh: '已有同一规划“{title}”（{years}），不能重复采纳',
    en: 'The plan “{title}” ({years}) is in the ledger already',
  },
  'deadline.far': {
    status: 422,
    zh: '期限 {day} 太远，最晚可定到 {last}',
    en: 'The deadline {day} is too far off; the last possible day is {last}',
  },
  'task.order': { status: 403, zh: '不能交办：{reason}', en: 'This cannot be given out: {reason}' },
  'document.adopted': {
    status: 409,
    zh: '这份文件已采纳为规划“{title}”，不能移除',
    en: 'The plan “{title}” came from this document: it cannot be removed',
  },
  'task.unit': { status: 422, zh: '责任单位“{unit}”有误：{reason}', en: 'Unit “{unit}”: {reason}' },
  'task.parent': { status: 422, zh: '不能作为子任务：{reason}', en: 'This cannot be a part: {reason}' },
  'task.open-parts': { status: 409, zh: '还不能提交：{parts}', en: 'It cannot be handed in yet: {parts}' },
  'task.report': { status: 422, zh: '不能填报：{reason}', en: 'No report is possible: {reason}' },
  'task.slip': { status: 409, zh: '不能发督办单：{reason}', en: 'No supervision slip: {reason}' },
  'division.invalid': { status: 422, zh: '分解有误：{problem}', en: 'The division does not hold: {problem}' },
  'division.changed': {
    status: 409,
    zh: '{who} 已于 {at} 重新分解（第 {version} 版），请看过最新分解再修改',
    en: '{who} divided it anew at {at} (version {version}); look at that before you change it',
  },
  'environment.year': {
    status: 422,
    zh: '{year} 年尚未结束，不能计算全年',
    en: '{year} has not ended: no year to compute',
  },
  'environment.no-readings': {
    status: 422,
    zh: '{year} 年没有可用的监测数据，请先导入',
    en: 'There are no readings of {year}: import them first',
  },
  'environment.input': { status: 422, zh: '{problem}', en: '{problem}' },
  'account.changed': {
    status: 409,
    zh: '账户已被他人改动（第 {version} 版），请刷新后再改',
    en: 'Somebody else changed the account (version {version}); reload and try again',
  },
  'observation.simulated': {
    status: 409,
    zh: '{count} 个数是模拟数据，正式环境不能公布模拟数据',
    en: '{count} values are simulated: a real installation publishes no simulated data',
  },
  'job.ended': { status: 409, zh: '作业已经结束，不能取消', en: 'The job has ended and cannot be cancelled' },
  'job.interrupted': {
    status: 500,
    zh: '作业已中断 {count} 次，不再自动重试',
    en: 'The job was interrupted {count} times and is not tried again',
  },
  'webhook.refused': {
    status: 422,
    zh: '不能使用这个机器人地址：{reason}',
    en: 'This robot address cannot be used: {reason}',
  },
  'notice.send': { status: 502, zh: '发送失败：{reason}', en: 'Sending failed: {reason}' },
  'notice.no-address': { status: 422, zh: '请先填写{what}', en: 'Fill in {what} first' },
  'view.exists': { status: 409, zh: '已有名为“{name}”的视图', en: 'There is a view named “{name}” already' },
  'amendment.changed': {
    status: 409,
    zh: '“{title}”的{field}已由{who}改为 {now}（提出修订时为 {was}），请撤回后重新提出',
    en: '{field} of “{title}” was changed to {now} by {who} (it was {was} when this was proposed); withdraw it and propose anew',
  },
  'amendment.order': {
    status: 409,
    zh: '“{title}”已有自 {day} 起生效的修订，新修订的生效日期不能更早',
    en: '“{title}” has an amendment in force from {day}; a new one cannot begin earlier',
  },
  'demo.past': {
    status: 400,
    zh: '演示已走到 {reached}，不能回到 {today}；请用 --today 指定更晚的一天',
    en: 'The demo has reached {reached} and cannot go back to {today}: name a later day with --today',
  },
  'demo.real': {
    status: 400,
    zh: '这里是正式环境的数据：演示会添加演示账号和模拟数据，不能在其上运行。请用 ./zhimai start，或另设 ZHIMAI_DATA',
    en: 'This is the data of a real installation: a demo adds demo accounts and made-up data and does not run on it. Use ./zhimai start, or another ZHIMAI_DATA',
  },
  usage: { status: 400, zh: '用法有误：{problem}。见 ./zhimai help', en: 'Misuse: {problem}. See ./zhimai help' },
  ...logErrors,
  'backup.target': {
    status: 400,
    zh: '{folder} 不是空目录，请换一个',
    en: '{folder} is not an empty folder: choose another',
  },
  'backup.damaged': { status: 422, zh: '备份不完整：{file}：{reason}', en: 'The back-up is damaged: {file}: {reason}' },
  'backup.database': {
    status: 409,
    zh: '数据库不是空的（{table}），恢复已取消',
    en: 'The database is not empty ({table}); nothing was restored',
  },
  'person.exists': {
    status: 409,
    zh: '已有用户 {userName}；重设密码用 ./zhimai person password {userName}',
    en: 'There is a user {userName} already; ./zhimai person password {userName} sets a new password',
  },
  'person.self': {
    status: 403,
    zh: '不能这样更改自己的账户，请由另一位管理员办理',
    en: 'This cannot be done to your own account: another administrator can do it',
  },
  'person.outside': {
    status: 403,
    zh: '{name} 还有岗位不在您的管辖范围内，须由上级管理员办理',
    en: '{name} also holds posts outside your regions: an administrator above can do it',
  },
  'person.last-administrator': {
    status: 409,
    zh: '{region} 将没有管理员：请先设另一位长期管理员',
    en: '{region} would have no administrator left: appoint another one without an end first',
  },
  'post.exists': {
    status: 409,
    zh: '已有该机构、该地区的岗位，请更改那个岗位',
    en: 'There is a post for this organization and region already: change that one',
  },
  'post.days': {
    status: 422,
    zh: '岗位的止日 {to} 早于起日 {from}',
    en: 'The last day {to} of the post is before its first day {from}',
  },
  'post.organization': { status: 422, zh: '机构不可用：{reason}', en: 'The organization cannot be used: {reason}' },
  'hand-over.person': { status: 422, zh: '不能由此人接手：{reason}', en: 'This person cannot take over: {reason}' },
  'organization.exists': {
    status: 409,
    zh: '{region} 已有名为“{name}”的机构',
    en: 'There is an organization named “{name}” in {region} already',
  },
  'organization.uscc': { status: 422, zh: '统一社会信用代码有误：{reason}', en: 'The credit code is wrong: {reason}' },
  'organization.uscc-exists': {
    status: 409,
    zh: '统一社会信用代码 {uscc} 已登记给“{name}”',
    en: 'The credit code {uscc} belongs to “{name}” already',
  },
  'organization.days': {
    status: 422,
    zh: '终止日 {to} 早于成立日 {from}',
    en: 'The last day {to} is before the first day {from}',
  },
  'reform.move': { status: 422, zh: '“{name}”不能这样改革：{reason}', en: '“{name}” cannot be reformed so: {reason}' },
  'reform.circle': {
    status: 422,
    zh: '改革成环：{line}',
    en: 'The reform runs in a circle: {line}',
  },
  'unit-name.decided': {
    status: 409,
    zh: '“{name}”在这些日期已有决定，请先撤销',
    en: '“{name}” has a decision for these days already: undo it first',
  },
  'port.taken': {
    status: 500,
    zh: '端口 {port} 已被占用，请用 --port 换一个',
    en: 'Port {port} is taken: choose another with --port',
  },
  'rate.limited': { status: 429, zh: '请求过于频繁，请稍后再试', en: 'Too many requests; try again shortly' },
  'database.newer': {
    status: 500,
    zh: '数据库版本 {found} 比程序支持的 {known} 新，请升级程序',
    en: 'The database is at version {found}, newer than the {known} this program knows: upgrade the program',
  },
  'database.other': {
    status: 500,
    zh: '数据库是用另一版本的 {name} 建立的，与程序不一致；请用建立它的程序打开，或换一个数据目录（ZHIMAI_DATA）',
    en: 'The database was made with another version of {name}: open it with the program that made it, or take another data folder (ZHIMAI_DATA)',
  },
  'database.unavailable': {
    status: 503,
    zh: '数据库暂时不可用 {reason}',
    en: 'The database is not available {reason}',
  },
  internal: { status: 500, zh: '内部错误，编号 {id}', en: 'Internal error, reference {id}' },
} as const satisfies Record<string, { status: number; zh: string; en: string }>;

export type ErrorCode = keyof typeof errorCatalogue;
export type ErrorDetails = Readonly<Record<string, unknown>>;

/**
 * Fills `{name}` places of a catalogue message from the details; an absent detail leaves an empty place.
 * A detail that is itself a text in two languages (`{zh, en}`) goes into each message in its own; so does the label of
 * a field, which `details` keep as the path that programs know.
 */
export function describeError(code: ErrorCode, details: ErrorDetails = {}): { zh: string; en: string } {
  const fill = (language: 'zh' | 'en') =>
    errorCatalogue[code][language].replace(/\{(\w+)\}/g, (_, name: string) => {
      const named = name === 'field' && typeof details.field === 'string';
      const value = named ? describeField(String(details.field), String(details.form ?? '')) : details[name];
      const both = typeof value === 'object' && value !== null && language in value;
      return String((both ? (value as Record<string, unknown>)[language] : value) ?? '');
    });
  return { zh: fill('zh'), en: fill('en') };
}
