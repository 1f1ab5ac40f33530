//! What the runs met. A simulator that meets no faults proves nothing, so each count has a minimum.

use std::ops::AddAssign;

macro_rules! tally {
    ($($(#[$doc:meta])* $name:ident >= $least:literal),+ $(,)?) => {
        #[derive(Clone, Default, Debug)]
        pub struct Tally {
            $($(#[$doc])* pub $name: u64),+
        }

        impl AddAssign for Tally {
            fn add_assign(&mut self, other: Self) {
                $(self.$name += other.$name;)+
            }
        }

        impl Tally {
            /// Name, count, and the least that 1,000 seeds must meet.
            pub fn lines(&self) -> Vec<(&'static str, u64, u64)> {
                vec![$((stringify!($name), self.$name, $least)),+]
            }
        }
    };
}

tally! {
    steps >= 400_000,
    commands >= 100_000,
    applied >= 80_000,
    efforts >= 15_000,
    refusals >= 10_000,
    dismissals >= 200,
    undos >= 3_000,
    drops >= 2_000,
    repeats >= 800,
    reorders >= 30_000,
    partitions >= 400,
    tab_crashes >= 400,
    device_crashes >= 300,
    server_crashes >= 400,
    failed_commits_on_devices >= 2_000,
    failed_commits_on_the_server >= 150,
    lost_races_of_writers >= 70,
    stale_transactions >= 10_000,
    reopened_tabs >= 20_000,
    forks >= 250,
    clones >= 200,
    restores >= 90,
    new_identities >= 400,
    resets >= 2_000,
    erasures >= 1_000,
    narrowed >= 3_500,
    widened >= 500,
    uploads_into_new_workspaces >= 40,
    uploads_into_existing_workspaces >= 300,
    panics >= 300,
    commands_of_version_1 >= 2_000,
    pushes_to_an_older_server >= 300,
    pulls_by_an_older_client >= 180,
    rows_of_unknown_kinds >= 5_000,
    clocks_off_by_a_day >= 50_000,
    broken_entries >= 150,
    forms >= 2_000,
    repeated_forms >= 1_200,
    forms_of_hires >= 25,
    forms_read >= 3,
    projections >= 2_000,
    settings >= 600,
    edits_with_a_base >= 3_000,
    edits_that_met_another >= 120,
    links_with_a_passcode >= 1_400,
    links_that_expire >= 1_200,
    forms_through_closed_links >= 60,
    links_passed_on >= 40,
    members_put >= 300,
    members_let_go >= 60,
    commands_of_newcomers >= 1_200,
    turned_away >= 1_000,
    days_passed >= 5_000,
    fortnights_passed >= 100,
    merged_boards >= 200,
    role_links_labelled_with_a_leader >= 1_000,
    sessions_of_others >= 200,
    keys_heard_as_gone >= 20_000,
    pages_of_jobs >= 1_000,
    letters >= 500,
    crashes_between_pages >= 50,
    probes_in_another_session >= 500,
    revocations_acknowledged >= 600,
}
