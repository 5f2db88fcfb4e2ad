import type { PersonMessages } from './english.ts';

export const chinese: PersonMessages = {
  subject: '您的请求 {id}',
  asked:
    '我们于 {date} 收到您的请求 {id}。您请求{type, select, access {关于您的数据的副本} portability {关于您的数据，用于转移到其他服务} other {删除关于您的数据}}。',
  'end.copied': '您的副本已准备好。我们找到了以下内容：',
  'end.erased': '我们已删除关于您的数据。完成的工作如下：',
  'end.nothing': '我们查找了所有系统，没有找到关于您的内容。',
  'end.partly': '我们未能完成全部工作。已完成和未完成的如下：',
  'end.failed': '我们未能执行您的请求。情况如下：',
  'end.withdrawn': '请求已撤回。没有因此删除任何内容。',
  'end.refused': '我们不执行您的请求。原因：{reason}',
  'refusal.suspected-fraud': '我们有理由认为该请求并非来自您。',
  'refusal.insufficient-verification': '我们无法确认该请求来自您。',
  'refusal.claim-not-covered': '法律没有赋予该请求所依据的权利。',
  'refusal.outside-jurisdiction': '该请求所依据的法律在此不适用。',
  'refusal.too-many-requests': '短时间内多次提出了相同的请求。',
  'refusal.other': '请通过下面的地址向我们询问详情。',
  'system.absent': '{system}：没有找到关于您的内容。',
  'system.exported': '{system}：数据在副本中。',
  'system.erased': '{system}：已删除，并经读取确认不存在。',
  'system.expires': '{system}：已删除；最后的痕迹将在 {date} 前消失。',
  'system.pending': '{system}：已下达删除指令，预计在 {date} 前得到确认。',
  'system.retained':
    '{system}：{law, select, none {因 {reason}} other {因法律要求（{law}）}}而保留{date, select, none {} other {，直至 {date}}}。',
  'system.waived': '{system}：已略过。由我们的两名工作人员决定（{reason}）。',
  'system.unsearched':
    '{system}：无法查找，或未能全部查找。如果您向我们提供更多信息，例如客户编号，我们会再次查找。',
  'system.unconfirmed': '{system}：有些条目可能与您有关，但没有人确认。这些条目未被处理。',
  'system.ambiguous': '{system}：多个人的条目可能属于您。在有人作出决定之前，这些条目未被处理。',
  'system.unverifiable': '{system}：已删除，但无法确认没有任何残留。',
  'system.present': '{system}：删除失败。仍有关于您的数据。',
  'system.failed': '{system}：未能完成。',
  'system.open': '{system}：没有结果。',
  'residual.expires': '{system}，保留至 {date}：{what}。',
  'residual.kept': '{system}，无期限保留：{what}。',
  'residual.retained':
    '{system}，{law, select, none {因 {reason}} other {因法律要求（{law}）}}而保留{date, select, none {} other {，直至 {date}}}：{what}。',
  'residual.erased': '{system}，曾保留一段时间，现已删除：{what}。',
  'residual.not-erased': '{system}，曾保留一段时间，尚未删除：{what}。',
  'left.audit-records': '无法提前删除的日志记录',
  'left.purge': '系统稍后彻底清除的已删除数据',
  'left.blocked-address': '防止再次使用您的地址的条目',
  'left.unlinked-records': '不再提及您的记录',
  'left.payment-records': '带有您姓名的付款和发票',
  'sign-ins': '您仍处于登录状态的设备可能还能使用约一小时，直到登录结束。',
  contact: '如有疑问：{contact}。',
  complaints: '如果您不同意，可以向我们投诉：{link}',
  'remedy.uk-gdpr':
    '如果您不同意，可以向{authority, select, none {英国信息专员办公室（ICO）} other {{authority}}}投诉，也可以向法院起诉。',
  'remedy.gdpr':
    '如果您不同意，可以向{authority, select, none {数据保护机构} other {{authority}}}投诉，也可以向法院起诉。',
  'remedy.ccpa':
    '如果您不同意，可以再次写信给我们，也可以向{authority, select, none {加利福尼亚州隐私保护局} other {{authority}}}投诉。',
};
