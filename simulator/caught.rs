//! Each broken rule is caught: a simulator that never complains proves nothing.

use super::{laws::Law, sabotage::Sabotage, world::run};

/// Runs seeds with this rule broken until a law complains; it must be one of `laws`.
fn caught(sabotage: Sabotage, laws: &[Law]) {
    const SEEDS: u64 = 1_000;
    // Others than those which keep every law.
    for seed in 4_000..4_000 + SEEDS {
        let (_, checked) = run(seed, Some(sabotage), false);
        if let Err(violation) = checked {
            println!("{sabotage:?}: seed {seed}, {violation}");
            let law = violation.law;
            assert!(
                laws.contains(&law),
                "{sabotage:?} was caught by {law:?}, not by one of {laws:?}"
            );
            return;
        }
    }
    panic!("{sabotage:?} passes {SEEDS} seeds: no law sees it");
}

macro_rules! caught {
    ($($name:ident: $sabotage:ident by $($law:ident)|+;)+) => {$(
        #[test]
        fn $name() {
            caught(Sabotage::$sabotage, &[$(Law::$law),+]);
        }
    )+};
}

caught! {
    rule_1_rows_without_their_journal: RowsWithoutJournal by TheJournalHasNoHoles;
    rule_1_a_journal_without_its_rows: JournalWithoutRows by TheCopyInMemoryIsTheStore | AllHoldTheServersRows | GoneIsToldToWhoeverHeldIt;
    rule_1_a_head_that_is_not_compared: HeadNotCompared by TheJournalHasNoHoles | TheCopyInMemoryIsTheStore;
    rule_2_ids_forgotten: IdsForgotten by AnIdRunsOnce | AFormSentTwiceIsSentOnce;
    rule_2_receipts_forgotten: ReceiptsForgotten by OnlyAClonedProfileForks;
    rule_2_refusals_forgotten: RefusalsForgotten by AnIdRunsOnce;
    rule_2_a_fork_called_a_duplicate: ForkCalledDuplicate by NothingAcceptedIsLost | EachDevicesOrderIsKept;
    rule_2_a_gap_that_is_run: GapAccepted by AGapWaits | OnlyAClonedProfileForks;
    rule_3_an_epoch_kept_after_a_restore: EpochKept by NothingAcceptedIsLost | NothingSavedIsLost | AFormSentTwiceIsSentOnce | AllHoldTheServersRows | ALetterIsSentOnce;
    rule_3_nothing_offered_again: NothingOfferedAgain by NothingAcceptedIsLost | NothingSavedIsLost;
    rule_3_kept_since_it_was_given: KeptSinceGiven by NothingAcceptedIsLost | NothingSavedIsLost;
    rule_3_mids_not_renumbered: MidsNotRenumbered by EveryoneComesToRest;
    rule_3_renumbered_in_reverse: RenumberedInReverse by EachDevicesOrderIsKept;
    rule_4_hidden_commands_dropped: HiddenDropped by NothingSavedIsLost | ARefusalIsToldOnce;
    rule_4_optimistic_rows_kept: OptimisticRowsKept by AllHoldTheServersRows | ARowGoesOnlyToItsAudience;
    rule_5_pruned_when_answered: PrunedWhenAnswered by OnesOwnWorkStaysVisible;
    rule_5_a_cursor_without_its_rows: CursorWithoutRows by AllHoldTheServersRows;
    rule_5_a_reset_that_empties_the_outbox: ResetEmptiesTheOutbox by NothingSavedIsLost | ARefusalIsToldOnce;
    rule_5_a_mid_from_memory: MidFromMemory by NothingSavedIsLost | OnlyAClonedProfileForks;
    rule_6_a_push_in_reverse: PushReversed by EachDevicesOrderIsKept | OnlyAClonedProfileForks;
    rule_6_writes_of_other_tabs_not_followed: WritesNotFollowed by AllHoldTheServersRows;
    rule_7_a_failed_commit_kept_in_memory: FailedCommitMerged by TheCopyInMemoryIsTheStore | AllHoldTheServersRows;
    rule_7_a_panic_that_is_never_answered: PanicNeverAnswered by EveryoneComesToRest;
    rule_8_an_audience_ignored: AudienceIgnored by ARowGoesOnlyToItsAudience | OutsidersHearNothing;
    rule_8_gone_rows_not_told: GoneStripped by AllHoldTheServersRows | TheErasedAreForgotten;
    rule_8_erasures_not_told: ErasedFlagStripped by TheErasedAreForgotten;
    rule_8_erasures_not_done_again_after_a_restore: ErasuresNotReapplied by TheErasedAreForgotten;
    rule_8_erasures_that_the_backup_does_not_know: UnknownErasuresForgotten by TheErasedAreForgotten;
    rule_8_old_commands_read_as_new: UpcastSkipped by OldCommandsAreRead;
    rule_9_neighbours_ignored: NeighboursIgnored by MovesNameNeighbours;
    rule_9_an_order_that_is_not_the_servers: ServersOrderNotFinal by AllHoldTheServersRows;
    rule_10_an_undo_that_expects_nothing: UndoWithoutExpectation by UndoExpects;
    rule_10_dependents_not_grouped: RefusalsNotGrouped by DependentsAreGrouped;
    rule_10_refused_commands_kept_waiting: RefusedStaysInTheOutbox by EveryoneComesToRest | ARefusalIsToldOnce;
    rule_11_an_upload_that_forgets: UploadForgets by NothingSavedIsLost;
    rule_12_a_form_that_runs_twice: FormRunsTwice by AFormSentTwiceIsSentOnce;
    rule_13_a_secret_in_a_command: SecretInCommand by SecretsStayOnTheDevice;
    rule_16_rows_of_unknown_kinds_dropped: UnknownRowsDropped by WhatIsUnknownIsKept;
    what_is_private_in_a_projection: PrivateProjected by PrivateStaysPrivate;
    gone_told_to_who_never_held_it: GoneToldToAll by OutsidersHearNothing | GoneIsToldToWhoeverHeldIt;
    another_persons_device_taken: AnotherPersonsDevice by ADeviceIsOfOnePerson;
    links_that_outlive_an_erasure: LinksKeptByErasure by TheErasedAreForgotten | AllHoldTheServersRows;
    jobs_that_a_commit_does_not_carry: JobsForgotten by WhatHangsOnARoleFollowsIt | TheCopyInMemoryIsTheStore | AllHoldTheServersRows;
    audiences_not_asked_until_they_are_handed_on: HoldersNotAsked by OutsidersHearNothing;
    letters_that_waited_in_a_backup_sent_again: LettersSentAgain by ALetterIsSentOnce;
    who_left_still_named: LeaversNotRemoved by WhoLeftIsNamedNowhere;
    a_revocation_that_does_not_last: RevocationUndone by RevokedStaysRevoked;
}
