export interface BenchPerson {
  readonly person: string;
  readonly accounts: readonly { readonly system: string; readonly objectId: string }[];
}

/** Makes people with records in all three tenants and both vendors, linked by one verified address. One object ID finds each person. */
export async function makePeople(
  sandbox: string,
  label: string,
  count: number,
): Promise<BenchPerson[]> {
  const people: BenchPerson[] = [];
  for (let n = 0; n < count; n++) {
    const email = `${label}.${String(n)}@bench.example.org`;
    const user = { user: { givenName: label }, auditEvents: 3 };
    const answer = await fetch(`${sandbox}/control/people`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        displayName: `${label} ${String(n)}`,
        emails: [email],
        in: {
          'b2c-de': user,
          'b2c-fr': user,
          'b2c-us': user,
          hubspot: { properties: { firstname: label } },
          mailchimp: { email_address: email, merge_fields: { FNAME: label } },
        },
      }),
    });
    if (answer.status !== 201)
      throw new Error(`The sandbox did not make a person: ${await answer.text()}`);
    people.push((await answer.json()) as BenchPerson);
  }
  return people;
}

/** The number of these people who still have data other than audit records. */
export async function stillThere(sandbox: string, people: readonly BenchPerson[]): Promise<number> {
  let count = 0;
  for (const { person } of people) {
    const answer = await fetch(`${sandbox}/control/people/${person}/traces`);
    const traces = (await answer.json()) as { what: string }[];
    if (traces.some(({ what }) => what !== 'auditEvent')) count += 1;
  }
  return count;
}
