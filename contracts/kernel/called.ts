/** How people with a title are named: once. Pure. */
interface Titled {
  called: string;
  title: string;
}

/** Some are called by their title already: 周站长 is 站长, and 街道纪主任 begins as 街道干部 does. */
export const saysTitle = ({ called, title }: Titled): boolean =>
  called.includes(title) || (title.length > 2 && called.startsWith(title.slice(0, 2)));

/** 支委小陈, but 周站长 and not 站长周站长. */
export const titledName = (person: Titled): string => (saysTitle(person) ? person.called : `${person.title}${person.called}`);
