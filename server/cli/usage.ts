export const usage = `质脉 Zhimai

  ./zhimai demo [--as-of 2019-06] [--documents DIR] [--port N] [--today 2027-06-10]
      载入规划数据并启动；打印看板与登录方式 / load the plan packs, print the board, serve
      --today：演示走到这一天（只能往后） / let the demo go on to this day (forward only)
  ./zhimai start [--port N]           启动，不载入演示数据 / serve without demo data
  ./zhimai plan read FILE [--json]    读出任务、单位、目标值、疑点 / read tasks, units, targets, findings
  ./zhimai plan check FILE            只看疑点 / findings only
  ./zhimai plan import FILE [--region 330000]   存入并读取 / keep and read a file
  ./zhimai code parse TEXT [--json] [--batch-urls FILE.json]
      识读编码：GS1 单元数据串、Digital Link、EPC、统一社会信用代码、OID、MA、Handle 等；有效为 0，否则为 1
      read a code of any system; 0 if it is valid, 1 if not; FILE: [{"id": …, "template": "https://…/{gtin}/{batch}"}]
  ./zhimai composite run CONFIG.json [--uncertainty N] [--seed S] [--json [--steps]] [--step NAME]
      计算综合指数；--step 打印某一步之后的数据表 / run a composite index; --step prints the table after a step
  ./zhimai epcis check FILE [--json]  检查 EPCIS 文件（JSON-LD 或 XML） / check a file of EPCIS
  ./zhimai epcis hash FILE [--digest] [--pre]   每个事件一行哈希 / a line for each event: its hash
  ./zhimai epcis convert FILE --to json|xml [--out FILE]   转换语法，有错则不写 / convert; nothing is written if wrong
  ./zhimai person add NAME --organization ID --region CODE --roles officer[,auditor]
      新增用户，打印一次性显示的密码 / add a user, print the password once
  ./zhimai person password NAME       重设密码，结束其登录与密钥 / new password; ends sessions and keys
  ./zhimai simulate observations --seed N [--from 2023 --to 2025] [--out FILE.csv] [--key FILE.json] [--load]
      生成模拟观测值与答案；--load 写入（标明模拟，仅演示环境公开）
      made-up observations with their answer key; --load keeps them, marked, public in a demo only
  ./zhimai simulate readings --seed N --rows N --out FILE.csv [--stations FILE.csv] [--year 2025]
      生成模拟监测数据与站点，供试用导入 / made-up readings and their stations, to try the import
  ./zhimai simulate accounts --seed N --out FILE.csv [--from 2023 --to 2024]
      生成模拟生态账户 / made-up accounts of ecosystems
  ./zhimai verify RECEIPT [--key KEY,…|FILE] [--file FILE]   （同 log verify / same as log verify）
      离线核验存证回执；--file 核对原文件的摘要 / check a receipt offline, and a file against the digests in it
  ./zhimai log keys                   打印验证公钥 / print the keys that verify the log
  ./zhimai log check                  由条目重算全部日志并比对 / compute the whole log again and compare
  ./zhimai log renew [--origin NAME]  密钥遗失或数据库较旧时以新名续立 / go on under a new name and new keys
  ./zhimai search rebuild             重建搜索索引 / write the search index anew
  ./zhimai doctor                     检查运行环境 / explain what is wrong
  ./zhimai backup DIR                 备份到空目录 / back up into an empty folder
  ./zhimai restore DIR                恢复到空数据库 / restore into an empty database
  ./zhimai test                       全部测试 / all tests

  DATABASE_URL, DATABASE_APP_URL, ZHIMAI_DATA, ZHIMAI_HOST, ZHIMAI_PORT, ZHIMAI_SECURE, ZHIMAI_TRUST_PROXY
  ZHIMAI_URL, ZHIMAI_SMTP_URL, ZHIMAI_MAIL_FROM, ZHIMAI_WEBHOOK_HOSTS   邮件与群机器人 / mail and robots
  ZHIMAI_LOG_ORIGIN   存证日志的名称 / name of the log
  退出码 / exit codes: 0 正常 fine, 1 输入有误 the input has errors, 2 用法或故障 misuse or failure
`;
