package io.duebook.platform;

import io.duebook.shared.ApprovalId;

/**
 * The answer to a command that needs a second person: nothing is posted yet.
 *
 * @param approval what somebody else has to approve first
 */
public record ApprovalNeeded(ApprovalId approval) {}
