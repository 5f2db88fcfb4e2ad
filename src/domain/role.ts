/** The roles of callers. A caller may have several. */
export const roles = ['Requester', 'Agent', 'Approver', 'Operator', 'Auditor'] as const;

export type Role = (typeof roles)[number];

export function isRole(text: unknown): text is Role {
  return (roles as readonly unknown[]).includes(text);
}
