import {
  auditEventShape,
  redactAuditEvent,
  targets,
} from '../../../src/connectors/azure-ad-b2c/redact-audit-event.ts';

const subject = '2f1c7c0e-5c0b-4a53-9a0b-6f3f5a1d9c11';
const admin = { id: 'a0000000-0000-4000-8000-000000000001', userPrincipalName: 'root@example.org' };
const event = (parts: object) => auditEventShape.parse({ id: 'e1', category: 'x', ...parts });

test('removes an administrator who acted on the subject, with IP address and browser', () => {
  const redacted = redactAuditEvent(
    event({
      initiatedBy: { app: null, user: { ...admin, ipAddress: '203.0.113.7' } },
      targetResources: [{ id: subject, type: 'User', displayName: 'Ada' }],
      additionalDetails: [{ key: 'ClientIpAddress', value: '203.0.113.7' }],
    }),
    subject.toUpperCase(),
  );
  expect(JSON.stringify(redacted)).not.toMatch(/root@|203\.0\.113/);
  expect(redacted).toMatchObject({
    id: 'e1',
    category: 'x',
    initiatedBy: { user: { redacted: 'another person' } },
    targetResources: [{ displayName: 'Ada' }],
  });
});

test('removes other users from events of the subject, with their changed values', () => {
  const redacted = redactAuditEvent(
    event({
      initiatedBy: { user: { id: subject, ipAddress: '198.51.100.4' } },
      targetResources: [
        {
          id: admin.id,
          type: 'User',
          modifiedProperties: [{ displayName: 'mail', newValue: '["root@example.org"]' }],
        },
        { id: 'app', type: 'ServicePrincipal', displayName: 'Web shop' },
      ],
      additionalDetails: [{ key: 'ClientIpAddress', value: '198.51.100.4' }],
    }),
    subject,
  );
  expect(JSON.stringify(redacted)).not.toContain('root@');
  expect(redacted).toMatchObject({
    initiatedBy: { user: { ipAddress: '198.51.100.4' } },
    targetResources: [{ redacted: 'another person' }, { displayName: 'Web shop' }],
    additionalDetails: [{ value: '198.51.100.4' }],
  });
});

test('keeps an event in which an app acted on the subject unchanged', () => {
  const whole = event({
    initiatedBy: { user: null, app: { displayName: 'Sign-up' } },
    targetResources: [{ id: subject, type: 'User' }],
    additionalDetails: [{ key: 'ClientIpAddress', value: '198.51.100.4' }],
  });
  expect(redactAuditEvent(whole, subject)).toEqual(whole);
  expect(targets(whole, subject.toUpperCase())).toBe(true);
  expect(targets(whole, admin.id)).toBe(false);
});

test.each([
  { id: 7 },
  { id: 'e', initiatedBy: 'x' },
  { id: 'e', initiatedBy: { user: { id: 7 } } },
  { id: 'e', targetResources: {} },
  { id: 'e', targetResources: [7] },
  { id: 'e', additionalDetails: ['x'] },
])('refuses a value that is not an audit event: %j', (value) => {
  expect(auditEventShape.safeParse(value).success).toBe(false);
});
