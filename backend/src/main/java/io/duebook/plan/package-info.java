/** What is agreed with customers about debts: settlement offers. */
@NullMarked
package io.duebook.plan;

import org.jspecify.annotations.NullMarked;
