/** An original passage in the manner of a plan, with what a careful reader finds in it. */
export interface Passage {
  name: string;
  text: string;
  /** `indicator|comparator|value|unit|year|kind`, all of them, in order. */
  targets?: string[];
  /** Lead and joint units of the tasks that name units. */
  tasks?: [string, string[]][];
}
